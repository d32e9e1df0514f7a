def mirrored(word):
    if word == "":
        return ""
    return word[0] + mirrored(word[1:]) + word[0]
