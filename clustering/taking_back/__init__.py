"""An edited workbook or list beside the plan: what a colleague changed in it, item by item, each to be taken or left."""
