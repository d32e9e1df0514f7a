def mirrored(word):
    if word == "":
        return ""
    last = word[-1]
    return last + mirrored(word[:-1]) + last
