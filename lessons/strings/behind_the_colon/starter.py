def behind_the_colon(line):
    return line
