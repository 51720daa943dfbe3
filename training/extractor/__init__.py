"""Training of the reader that decides: examples, network, epochs, export."""
