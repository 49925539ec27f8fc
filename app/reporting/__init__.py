"""Reports in PDF and Word: a neutral document in, bytes out. Libraries are loaded when they are asked for."""
