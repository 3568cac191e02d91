"""From which zoom on a graph shows what: blocks, then nodes and lines, then names, then values."""

LINES_FROM = 0.16  # a wrapped drawing's own lines
SHAPES_FROM = 0.36  # a shape per role; below, coloured pixels
NAMES_FROM = (
    0.7  # names as large as the zoom says; below, they keep a size that can be read, where there is room
)
BLOCKS_BELOW = 0.5  # coloured blocks of containers with the names of the big ones
EDGE_NAMES_FROM = 0.8
HEADS_FROM = 0.5  # arrowheads
DETAILS_FROM = 0.8  # dtype and shape
SPARKS_FROM = 1.8  # small histograms inside the nodes of variables
FEW_NODES = 250  # a drawing of so few keeps its shapes at any zoom ...
LEAST_RADIUS = 4.6  # ... and that large, in logical pixels,
MOST_ENLARGED = 1.17  # while rows leave room for it
