def behind_the_colon(line):
    for place in range(len(line)):
        if line[place] == ":":
            return line[place + 1:]
    return ""
