# What: shows pages, drawings and texts with scripts in them.
# Ends: exited
# Code: 0
from IPython.display import HTML, SVG, Image, Javascript, Latex, Markdown, display_html

BILLION = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
display(HTML("<script>parent.document.body.innerHTML = ''</script><img src=x onerror=alert(1)>"))
display(SVG('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'))
display({"image/svg+xml": f'<!DOCTYPE s [<!ENTITY l0 "lol">{BILLION}]><svg>&l9;</svg>'}, raw=True)
display(Javascript("alert(1)"), Latex("$\\href{javascript:alert(1)}{x}$"))
display(Markdown("[x](javascript:alert(1)) ![](http://192.0.2.1/leak.png) <script>alert(1)</script>"))
display_html("<iframe src='file:///etc/passwd'></iframe>", raw=True)
display(Image(data=b"\x89PNG\r\n\x1a\n<script>", format="png"))
display({"text/plain": "\x1b[31m\u202e\u061c\ud800", "text/html": "\ud800"}, raw=True)
print("TRIED")
