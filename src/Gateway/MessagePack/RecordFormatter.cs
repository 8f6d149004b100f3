using System.Text;
using MessagePack;
using MessagePack.Formatters;

namespace LiveParking.Gateway.MessagePack;

/// <summary>
/// A record as a map with named fields. Null fields are left out, as in JSON. Unknown fields are skipped, because a newer sender may have more.
/// </summary>
/// <typeparam name="T">The record.</typeparam>
/// <typeparam name="TDraft">Collects the fields during reading.</typeparam>
internal sealed class RecordFormatter<T, TDraft> : IMessagePackFormatter<T?>
    where T : class
    where TDraft : struct
{
    private readonly Field[] _fields;
    private readonly Func<TDraft, T> _finish;

    /// <summary>Creates a formatter for the fields.</summary>
    /// <param name="finish">Creates the record from the fields read; throws when a required field is missing.</param>
    /// <param name="fields">The fields in write order.</param>
    public RecordFormatter(Func<TDraft, T> finish, params Field[] fields) => (_finish, _fields) = (finish, fields);

    /// <summary>Writes the value of a field.</summary>
    public delegate void WriteField(ref MessagePackWriter writer, T value, MessagePackSerializerOptions options);

    /// <summary>Reads the value of a field, which is not nil.</summary>
    public delegate void ReadField(ref MessagePackReader reader, ref TDraft draft, MessagePackSerializerOptions options);

    /// <inheritdoc/>
    public void Serialize(ref MessagePackWriter writer, T? value, MessagePackSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        var present = 0;
        foreach (var field in _fields)
            present += field.IsPresent(value) ? 1 : 0;
        writer.WriteMapHeader(present);
        foreach (var field in _fields)
        {
            if (!field.IsPresent(value))
                continue;
            writer.WriteString(field.Utf8Name);
            field.Write(ref writer, value, options);
        }
    }

    /// <inheritdoc/>
    public T? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
    {
        if (reader.TryReadNil())
            return null;
        options.Security.DepthStep(ref reader);
        var draft = default(TDraft);
        var count = reader.ReadMapHeader();
        for (var i = 0; i < count; i++)
        {
            var field = Find(reader.ReadString());
            if (field is null || reader.IsNil)
                reader.Skip();
            else
                field.Read(ref reader, ref draft, options);
        }

        reader.Depth--;
        return _finish(draft);
    }

    private Field? Find(string? name)
    {
        foreach (var field in _fields)
        {
            if (field.Name == name)
                return field;
        }

        return null;
    }

    /// <summary>One field of the record.</summary>
    /// <param name="name">Its name on the wire.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="isPresent">Whether the field is written; null means always.</param>
    public sealed class Field(string name, WriteField write, ReadField read, Func<T, bool>? isPresent = null)
    {
        public string Name => name;

        public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(name);

        public WriteField Write => write;

        public ReadField Read => read;

        public bool IsPresent(T value) => isPresent is null || isPresent(value);
    }
}
