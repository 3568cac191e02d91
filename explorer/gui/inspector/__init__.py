"""What is known of the chosen variable."""
