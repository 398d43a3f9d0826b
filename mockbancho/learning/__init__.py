"""Learning from a real server: what it answers is recorded as a world, and compared with the contract.

`server` asks, politely; `recording` decides what, and `kept` remembers the answers; `lessons` reads them into what
`gathered` knows, `filling` makes that into rows, `comparing` checks the rows; `anonymous` hides who is who. `drift`
holds a server's answers against the `forms` of a contract.
"""
