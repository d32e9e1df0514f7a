def behind_the_colon(line):
    place = line.find(":")
    if place == -1:
        return ""
    return line[place:]
