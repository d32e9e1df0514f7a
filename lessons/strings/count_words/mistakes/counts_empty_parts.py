def count_words(text):
    return len(text.split(" ")) if text else 0
