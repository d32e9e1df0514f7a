def mirrored(word):
    if word == "":
        return ""
    return mirrored(word[1:]) + word[0]
