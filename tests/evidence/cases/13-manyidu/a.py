import matplotlib.pyplot as plt
import pandas as pd

FILE = "满意度调查.xlsx"  # INPUT: 文件 | file
GOOD = ["满意", "非常满意"]

df = pd.read_excel("/in/" + FILE)
df["是否满意"] = df["总体满意度"].str.strip().isin(GOOD)
share = df.groupby("部门")["是否满意"].mean().mul(100).round(1).sort_values(ascending=False)

display(share.rename("满意占比（%）").reset_index())

plt.rcParams["font.sans-serif"] = ["Noto Sans CJK SC", "WenQuanYi Zen Hei", "DejaVu Sans"]
plt.figure(figsize=(7, 4))
bars = plt.bar(share.index, share.values, color="#5b8c5a")
plt.bar_label(bars, fmt="%.1f%%")
plt.title("各部门满意员工占比")
plt.xlabel("部门")
plt.ylabel("占比（%）")
plt.ylim(0, 100)
plt.tight_layout()
plt.show()
