"""Makes the reader's weights from public treebanks: `make train`."""
