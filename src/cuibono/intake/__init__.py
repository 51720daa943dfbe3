"""How many documents come in: what is new of them, who reads them, a receipt for each."""
