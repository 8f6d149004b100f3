using System.Buffers;
using System.Text.Json;
using LiveParking.Gateway.Errors;

namespace LiveParking.Gateway.Api;

/// <summary>The body of a request as JSON, read within its limits.</summary>
internal static class RequestBody
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Reads the body as a document.</summary>
    /// <inheritdoc cref="ReadAsync{T}"/>
    public static Task<JsonDocument> ReadAsync(HttpContext http, int mostBytes) => ReadAsync(http, mostBytes, ParseDocument);

    /// <summary>Reads the body.</summary>
    /// <param name="http">The request.</param>
    /// <param name="mostBytes">Maximum body length.</param>
    /// <param name="parse">Parses the bytes. It must not keep a reference to them.</param>
    /// <exception cref="ApiException">The body is not JSON, is too long or has another content type.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext http, int mostBytes, Func<ReadOnlySpan<byte>, T> parse)
    {
        if (!http.Request.HasJsonContentType())
            throw ApiErrors.NotJson();
        if (http.Request.ContentLength > mostBytes)
            throw ApiErrors.TooLarge(mostBytes);

        var reader = http.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(http.RequestAborted);
            if (read.Buffer.Length > mostBytes)
            {
                // The server drains the rest of the body, which it can't do while this read is open.
                reader.AdvanceTo(read.Buffer.End);
                throw ApiErrors.TooLarge(mostBytes);
            }

            if (!read.IsCompleted)
            {
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
                continue;
            }

            try
            {
                return Parse(read.Buffer, parse);
            }
            finally
            {
                reader.AdvanceTo(read.Buffer.End);
            }
        }
    }

    private static T Parse<T>(in ReadOnlySequence<byte> body, Func<ReadOnlySpan<byte>, T> parse)
    {
        if (body.IsSingleSegment)
            return parse(body.FirstSpan);
        var bytes = ArrayPool<byte>.Shared.Rent((int)body.Length);
        try
        {
            body.CopyTo(bytes);
            return parse(bytes.AsSpan(0, (int)body.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static JsonDocument ParseDocument(ReadOnlySpan<byte> body)
    {
        try
        {
            // The document keeps its bytes, but the buffer returns to the pipe. So the bytes are copied.
            return JsonDocument.Parse(body.ToArray(), Strict);
        }
        catch (JsonException exception)
        {
            throw RepeatedField.In(body) is { } field ? ApiErrors.Invalid($"The field '{field}' stands there twice.", field) : ApiErrors.Malformed(exception);
        }
        catch (InvalidOperationException)
        {
            throw ApiErrors.NotUnicode();
        }
    }
}
