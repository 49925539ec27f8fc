"""The application: document, use cases, jobs, settings, main window, command line, entry points."""
