SIZE = 4000

text = ""
line = ""
lines = []
for n in range(SIZE):
    letter = chr(97 + n * n % 26)
    line += letter
    if len(line) == 40:
        lines.append(line.upper())
        line = ""
for line in lines:
    text += line[::-1]
    text += " "
print(len(text))
