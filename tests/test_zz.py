import traceback
from tests.home.test_query_counts import Street, street, addresses
from django.test import Client
from django.db import connection
import pytest
pytestmark=pytest.mark.django_db
def test_x(street, addresses):
    address = addresses["initiative"][0]
    c=Client(); c.get(address)
    def w(execute, sql, params, many, context):
        print("\nQ", sql[:60].replace("\n"," "), [s.split("\n")[0].split("/")[-1] for s in traceback.format_stack() if "django/db" not in s][-9:-1])
        return execute(sql, params, many, context)
    with connection.execute_wrapper(w): c.get(address+"?a=1")
