"""Dialogs: none blocks, each answers by signal."""
