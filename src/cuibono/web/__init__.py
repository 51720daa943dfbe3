"""The workbench: pages to read, judge, correct and find in the ledger, served on this machine.

Every page asks the method of `Desk` that the verb of the command line asks; what is here turns
requests into calls and answers into pages.
"""
