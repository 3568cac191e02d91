"""The code's only home of colours, shapes, marks and sizes: window, SVG, HTML and plots read them here."""
