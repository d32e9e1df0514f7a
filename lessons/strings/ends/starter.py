def ends(word):
    return word
