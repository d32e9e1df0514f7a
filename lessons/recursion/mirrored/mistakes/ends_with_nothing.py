def mirrored(word):
    if word != "":
        return word[-1] + mirrored(word[:-1]) + word[-1]
