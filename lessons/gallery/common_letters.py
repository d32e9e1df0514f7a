def longest_common(first, second):
    # table[i][j]: length for the first i and j letters.
    table = [[0] * (len(second) + 1) for _ in range(len(first) + 1)]
    for i, a in enumerate(first, start=1):
        for j, b in enumerate(second, start=1):
            if a == b:
                table[i][j] = table[i - 1][j - 1] + 1
            else:
                up, left = table[i - 1][j], table[i][j - 1]
                table[i][j] = max(up, left)

    # Walk back from the corner and collect the letters.
    letters = []
    i, j = len(first), len(second)
    while table[i][j] > 0:
        if table[i - 1][j] == table[i][j]:
            i -= 1
        elif table[i][j - 1] == table[i][j]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            letters.append(first[i])
    return "".join(reversed(letters))


print(longest_common("planet", "pants"))
print(longest_common("cold", "word"))
