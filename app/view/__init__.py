"""What is to be seen: state -> HTML text and values of attributes, for the page's own pieces. The picture is the engine's."""
