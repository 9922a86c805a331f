//! Road-books and evaluation forms.
