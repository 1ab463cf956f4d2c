"""How findings are written, one file a form: each has `report(findings, out)`, which writes to the sink it is given."""
