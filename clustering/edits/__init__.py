"""The edits a person can make to a plan, each plain data. `document.do(edit)` is the only way in."""
