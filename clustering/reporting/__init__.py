"""Reports as documents of plain text: what stands in them, whatever they are printed with."""
