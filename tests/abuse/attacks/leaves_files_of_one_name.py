# What: leaves files whose names become the same once they are made safe.
# Ends: exited
# Code: 0
# Says: too many
for number in range(400):
    name = "".join("?*|"[number // 3**place % 3] for place in range(6))
    open(f"/out/{name}.csv", "w").write(str(number))
print("TRIED")
