"""What `make bench` measures: one file for each subject, each run in a process of its own."""
