using System.Buffers;
using System.Text;
using System.Text.Json;
using LiveParking.Gateway.Errors;

namespace LiveParking.Gateway.Api;

/// <summary>The body of a request as JSON, read within its limits.</summary>
internal static class RequestBody
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>What some programs write at the start of a text in UTF-8.</summary>
    private static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads the body as a document.</summary>
    /// <inheritdoc cref="ReadAsync{T}"/>
    public static Task<JsonDocument> ReadAsync(HttpContext http, int mostBytes) => ReadAsync(http, mostBytes, ParseDocument);

    /// <summary>Reads the body.</summary>
    /// <param name="http">The request.</param>
    /// <param name="mostBytes">Maximum body length.</param>
    /// <param name="parse">Parses the bytes. It must not keep a reference to them.</param>
    /// <exception cref="ApiException">The body is not JSON, is too long or has another content type.</exception>
    public static Task<T> ReadAsync<T>(HttpContext http, int mostBytes, Func<ReadOnlySpan<byte>, T> parse) =>
        http.Request.HasJsonContentType() ? ReadAnyAsync(http, mostBytes, parse) : throw ApiErrors.NotJson();

    /// <summary>Reads the body as text in UTF-8, of whatever content type; the caller has looked at it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="mostBytes">Maximum body length.</param>
    /// <exception cref="ApiException">The body is too long or no UTF-8.</exception>
    public static Task<string> ReadTextAsync(HttpContext http, int mostBytes) => ReadAnyAsync(http, mostBytes, body =>
    {
        try
        {
            return StrictUtf8.GetString(body.StartsWith(Utf8Mark) ? body[Utf8Mark.Length..] : body);
        }
        catch (DecoderFallbackException)
        {
            throw ApiErrors.Invalid("The body is no text in UTF-8.");
        }
    });

    private static async Task<T> ReadAnyAsync<T>(HttpContext http, int mostBytes, Func<ReadOnlySpan<byte>, T> parse)
    {
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
