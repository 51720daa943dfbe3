"""x"""
VERBS = ()
