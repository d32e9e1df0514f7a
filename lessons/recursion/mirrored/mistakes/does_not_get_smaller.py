def mirrored(word):
    if word == "":
        return ""
    return word[-1] + mirrored(word) + word[-1]
