"""A second reading of the contract, in plain Python and slow on purpose.

Nothing here imports Wolds (an import contract holds it): the checker and the oracle judge the engine's output from the
contract's words alone.
"""
