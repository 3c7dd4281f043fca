"""Words that Python and its usual libraries say of themselves when something fails.

They may be passed on from a message whose other words could come from a file.
"""

from __future__ import annotations

import builtins

_SAID = """
a about above access across after all allowed already also ambiguous an and any applied are argument arguments array as
at attribute available axis bad base be before begin beginning below between both boolean bounds buffer but by byte bytes call
callable called can cannot cast changed character characters closed code codec column columns compare comparison complete
concatenate connection contain contains conversion convert converted converting could couldn create data dataframe date
datetime days decode decoding default defined delimiter denied destination dict dictionary did didn different dimension
dimensions directory disk division do does doesn domain dtype dtypes duplicate duplicated each either element elements empty encode
encoding end engine entries entry equal error exceed exceeded exceeds exist exists expected expecting explicit extra failed
field fields file files first float for form format found frame frequency from function get given got group groupby had handle
has hashable have header held host how if implicit in incompatible index indexer indexes indices infer inferred inf infinity
inside install installed instance int integer integers into invalid is isn it item items iterable iteration its join json key
keys keyword label labels large last least left len length lengths less level library like limit line lines list literal
local locate long loop lower many mapping mask match matches matching may memory merge missing mixed mode module more must
name named names nan nat ndarray need needed needs negative nested network never no non none not nothing null number
numbers numeric object objects of on one only open operand operands operation operator operators option or order other out
outside over overflow package parse parsed parser parsing pass passed path pattern permission pixel plot point position
positional possible problem program property python range read reached reading recognized recursion reduce refused reindex
related require required requires resolve result return returned right row rows run runtime same schema second see
separator sequence series set shape shapes sheet should showed shown single size slice some sort source specified specify start
starting stop str stream string strings subset substring such support supported syntax t table target than that the their them
there these they this time timed timeout timestamp to token tokenizing too tried truth try tuple type types unable
unconverted undefined unequal unexpected unhashable unicode unique units unknown unmatched unrecognized unsupported unterminated
until up usage use used using utc utf valid value values variable variables was wasn wait were what when where whether which
while width will with within without workbook worksheet would write wrong xlsx zero zip zone
"""
_LIBRARIES = """
Screen NothingShown Ended ParserError EmptyDataError MergeError UndefinedVariableError OutOfBoundsDatetime IntCastingNaNError
InvalidIndexError DataError SpecificationError UnsortedIndexError NumExprClobberingError ArrowInvalid ArrowTypeError BadZipFile
InvalidFileException JSONDecodeError DateParseError LinAlgError ConnectTimeout ReadTimeout HTTPError ProxyError SSLError
CatalogException BinderException ConversionException UnidentifiedImageError PDFSyntaxError
"""

SAID = frozenset(word.lower() for word in [*_SAID.split(), *_LIBRARIES.split(), *dir(builtins)])
