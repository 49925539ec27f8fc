"""Qt views. They are told what to show and emit requests; they know no file, no document and no solver."""
