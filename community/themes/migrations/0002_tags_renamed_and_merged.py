
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('themes', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='FormerSlug',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(allow_unicode=True, max_length=100, unique=True, verbose_name='slug')),
            ],
            options={
                'verbose_name': 'former address of a tag',
                'verbose_name_plural': 'former addresses of tags',
            },
        ),
        migrations.AddConstraint(
            model_name='tag',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='one_tag_per_word', violation_error_message='There is a tag with this name already.'),
        ),
        migrations.AlterConstraint(
            model_name='tagsynonym',
            name='one_meaning_per_synonym',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='one_meaning_per_synonym', violation_error_message='This is another word for a tag already.'),
        ),
        migrations.AddField(
            model_name='formerslug',
            name='tag',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_slugs', to='themes.tag'),
        ),
    ]
