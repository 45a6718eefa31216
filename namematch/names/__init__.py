"""Text in, a name out: its words with their roles, its titles apart; for one text and for a million of them.

``parse`` reads one text: ``clauses`` part what a cell holds beside a name, then ``words``, then ``titles``,
then roles; ``name`` is what comes out. ``mentions`` says what spells a name for a caller, ``lists`` reads
many of them. ``table``, ``patterns``, ``splitting`` and ``cells`` do for a long list what ``parse`` does for
one text. ``compounds`` tells which words may be written as one, ``faces`` what else a cell may mean.
"""
