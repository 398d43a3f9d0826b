"""The contracts: what `any`, `5.3` and `4.3.2` answer, as data, with the source of each entry.

Contracts differ at three seams only: the parameters that an endpoint takes, the shapes (ordered columns) of what it
answers, and named rules. Sources: the API documentation (v4.3.2) by its headings, and the recordings of bancho.py 5.3.0
and 4.3.2 by their tags.
"""

from mockbancho.contract.forms import (
    Boolean,
    Choice,
    Column,
    Contract,
    Cors,
    Dialect,
    Endpoint,
    Integer,
    Kind,
    Name,
    Parameter,
    Reals,
    Rule,
    Shape,
    Text,
    columns,
)
from mockbancho.contract.versions import (
    ANY,
    BANCHO_4_3_2,
    BANCHO_5_3,
    CONTRACTS,
    ENDPOINT_NAMES,
    get_contract,
    table_of,
)

__all__ = [
    "ANY",
    "BANCHO_4_3_2",
    "BANCHO_5_3",
    "CONTRACTS",
    "ENDPOINT_NAMES",
    "Boolean",
    "Choice",
    "Column",
    "Contract",
    "Cors",
    "Dialect",
    "Endpoint",
    "Integer",
    "Kind",
    "Name",
    "Parameter",
    "Reals",
    "Rule",
    "Shape",
    "Text",
    "columns",
    "get_contract",
    "table_of",
]
