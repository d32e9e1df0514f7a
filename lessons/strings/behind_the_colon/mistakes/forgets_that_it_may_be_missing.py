def behind_the_colon(line):
    place = line.find(":")
    return line[place + 1:]
