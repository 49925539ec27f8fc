"""The main window and its controllers: each controller looks after one kind of work and knows the document, not the others."""
