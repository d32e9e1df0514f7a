def behind_the_colon(line):
    if ":" not in line:
        return ""
    return line.split(":", 1)[1]
