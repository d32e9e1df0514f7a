def mirrored(word):
    return word
