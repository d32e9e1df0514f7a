def first_to_the_end(word):
    return word[1:-1] + word[:1]
