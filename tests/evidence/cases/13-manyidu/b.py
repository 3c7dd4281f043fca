import matplotlib.pyplot as plt
import pandas as pd

FILE = "满意度调查.xlsx"  # INPUT: 文件 | file

survey = pd.read_excel(f"/in/{FILE}")
answered = survey[survey["总体满意度"].notna()].copy()
if answered.empty:
    raise ValueError("没有人填写“总体满意度”。")
answered["满意"] = answered["总体满意度"].isin(["满意", "非常满意"])

table = answered.groupby("部门")["满意"].agg(["size", "sum", "mean"]).reset_index()
table.columns = ["部门", "回答人数", "满意人数", "满意比例（%）"]
table["满意比例（%）"] = (table["满意比例（%）"] * 100).round(1)
table = table.sort_values("满意比例（%）", ascending=False, ignore_index=True)
display(table)

plt.rcParams["font.sans-serif"] = ["Noto Sans CJK SC", "WenQuanYi Zen Hei", "SimHei", "DejaVu Sans"]
fig, ax = plt.subplots(figsize=(7, 4))
ax.bar(table["部门"], table["满意比例（%）"])
ax.set_title("各部门满意度")
ax.set_xlabel("部门")
ax.set_ylabel("满意比例（%）")
ax.set_ylim(0, 100)
plt.show()

blank = len(survey) - len(answered)
if blank:
    print(f"共 {len(survey)} 份问卷，其中 {blank} 份未填写总体满意度，未计入。")
