def behind_the_colon(line):
    place = line.find(":")
    if place:
        return line[place + 1:]
    return ""
