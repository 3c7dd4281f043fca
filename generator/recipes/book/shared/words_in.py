# ---- words of a text ------------------------------------------------------------------------------------

SMALL_WORDS = """the a an and or but of to in on at for from by with as
    is are was were be been it its this that these those i you he she
    we they his her their my your our not no so if then than there have
    has had do does did will would can could"""
SMALL = frozenset(SMALL_WORDS.split())
CHINESE = "[\u3400-\u9fff]"


def words_in(text):
    """Words as they stand; each Chinese character is one."""
    return re.findall(rf"{CHINESE}|[^\W_]+(?:['’\-][^\W_]+)*", re.sub(f"({CHINESE})", r" \1 ", text))
