using System.Net;
using System.Net.Sockets;

namespace LiveParking.Cameras.Capture.Sources;

/// <summary>
/// Reads from an HTTP server that sends JPEGs as <c>multipart/x-mixed-replace</c>. A user name and password in the address answer a Basic or Digest
/// challenge of that server. Redirects are not followed, so no other server is called.
/// </summary>
internal sealed class MjpegSource : ICaptureSource
{
    private readonly Uri _address;
    private readonly HttpClient _client;
    private HttpResponseMessage? _response;
    private MultipartReader? _parts;

    public MjpegSource(Uri address)
    {
        _address = new UriBuilder(address) { UserName = "", Password = "" }.Uri;
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(5),
            Credentials = Credentials(address),

            // A redirect could make the silo call any address of its network on behalf of the camera.
            AllowAutoRedirect = false,

            // Cameras are on the site's own network.
            UseProxy = false,
            UseCookies = false,

            // An endless body is never drained; closing it closes the connection.
            MaxResponseDrainSize = 0,
        };
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public void Open(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, _address);
        try
        {
            _response = _client.Send(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException fault)
        {
            throw new CaptureException(Reason(fault), fault);
        }
        catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CaptureException(ConnectionReasons.NoAnswer, fault);
        }

        if (!_response.IsSuccessStatusCode)
            throw new CaptureException(Reason(_response.StatusCode));
        var type = _response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values) ? values.ToString() : "";
        var boundary = Boundary(type);
        _parts = new MultipartReader(_response.Content.ReadAsStream(cancellationToken), boundary, CaptureLimits.MaxJpegBytes);
    }

    public void Read(Picture picture, CancellationToken cancellationToken)
    {
        // Closing the connection ends a blocking read.
        using var end = cancellationToken.UnsafeRegister(static response => ((HttpResponseMessage)response!).Dispose(), _response);
        try
        {
            for (var broken = 0; !picture.TrySetJpeg(_parts!.Next());)
            {
                if (++broken == 100)
                    throw new CaptureException("the server sends pictures that are not JPEG");
            }
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or SocketException or HttpRequestException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new CaptureException("the connection broke", fault);
        }
    }

    public void Dispose()
    {
        _response?.Dispose();
        _client.Dispose();
    }

    private static CredentialCache? Credentials(Uri address)
    {
        if (address.UserInfo.Length == 0)
            return null;
        var parts = address.UserInfo.Split(':', 2);
        var credential = new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
        var server = new Uri(address.GetLeftPart(UriPartial.Authority).Replace(address.UserInfo + "@", "", StringComparison.Ordinal));
        return new CredentialCache { { server, "Basic", credential }, { server, "Digest", credential } };
    }

    private static string Boundary(string type)
    {
        var parts = type.Split(';', StringSplitOptions.TrimEntries);
        if (parts[0].StartsWith("multipart/", StringComparison.OrdinalIgnoreCase))
        {
            var boundary = parts.Skip(1).FirstOrDefault(p => p.StartsWith("boundary=", StringComparison.OrdinalIgnoreCase));
            return boundary?["boundary=".Length..].Trim().Trim('"')
                ?? throw new CaptureException("the server names no boundary between its pictures");
        }

        throw new CaptureException(parts[0].ToLowerInvariant() switch
        {
            "" => "the server does not say what it sends; multipart/x-mixed-replace with JPEG pictures is needed",
            "image/jpeg" => "the server sends one picture (image/jpeg), not a stream; its MJPEG address is needed",
            var other => $"the server sends {Shorten(other)}, not multipart/x-mixed-replace with JPEG pictures",
        });
    }

    private static string Shorten(string type) => type.Length <= 40 ? type : type[..40] + "…";

    private static string Reason(HttpStatusCode status) => status switch
    {
        >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => ConnectionReasons.Redirect((int)status),
        HttpStatusCode.Unauthorized => "401 Unauthorized: the user name or password is missing or wrong",
        HttpStatusCode.Forbidden => "403 Forbidden: the user may not watch this camera",
        HttpStatusCode.NotFound => "404 Not Found: the server has no such stream",
        _ => $"the server answers {(int)status} {status}",
    };

    private static string Reason(HttpRequestException fault) => fault switch
    {
        { HttpRequestError: HttpRequestError.NameResolutionError } => "the host name cannot be resolved",
        _ when ConnectionReasons.Of(fault.InnerException) is { } reason => reason,
        { HttpRequestError: HttpRequestError.ConnectionError } => "the connection cannot be made",
        _ => "the server does not speak HTTP as it should",
    };
}
