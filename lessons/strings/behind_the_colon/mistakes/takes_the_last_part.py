def behind_the_colon(line):
    if ":" not in line:
        return ""
    parts = line.split(":")
    return parts[1]
