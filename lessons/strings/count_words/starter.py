def count_words(text):
    return 0
