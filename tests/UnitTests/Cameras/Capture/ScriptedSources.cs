using System.Collections.Concurrent;
using LiveParking.Cameras.Capture;
using OpenCvSharp;
using CvScalar = OpenCvSharp.Scalar;

namespace LiveParking.UnitTests.Cameras.Capture;

/// <summary>Replaces hardware: sources that do what the test scripts.</summary>
internal sealed class ScriptedSources : ICaptureSourceFactory
{
    private readonly List<ScriptedSource> _made = [];

    /// <summary>The action when a source is opened; nothing by default.</summary>
    public Action<CancellationToken> OnOpen { get; set; } = _ => { };

    /// <summary>Whether each picture differs from the one before.</summary>
    public bool Moves { get; set; } = true;

    public int Made
    {
        get
        {
            lock (_made)
                return _made.Count;
        }
    }

    /// <summary>Number of open sources.</summary>
    public int Open => _open;

    /// <summary>The most that ever were open at a time.</summary>
    public int MaxOpen { get; private set; }

    public ScriptedSource Last
    {
        get
        {
            lock (_made)
                return _made[^1];
        }
    }

    private int _open;

    public ICaptureSource Create(CameraOptions camera)
    {
        var source = new ScriptedSource(this);
        lock (_made)
            _made.Add(source);
        return source;
    }

    private void Count(int change)
    {
        lock (_made)
        {
            _open += change;
            MaxOpen = Math.Max(MaxOpen, _open);
        }
    }

    internal sealed class ScriptedSource(ScriptedSources all) : ICaptureSource
    {
        private readonly BlockingCollection<Action<CancellationToken>> _script = [];
        private int _read;

        public string ThreadName { get; private set; } = "";

        public bool OnPool { get; private set; }

        /// <summary>Reads that were scripted and not begun.</summary>
        public int Pending => _script.Count;

        /// <summary>The next read gives a picture.</summary>
        public void Give() => _script.Add(_ => { });

        /// <summary>The next read fails.</summary>
        public void Fail(string reason) => _script.Add(_ => throw new CaptureException(reason));

        /// <summary>The next read hangs, deaf to cancellation, as a driver can.</summary>
        public ManualResetEventSlim Hang()
        {
            var release = new ManualResetEventSlim();
            _script.Add(_ => release.Wait(CancellationToken.None));
            return release;
        }

        public void Open(CancellationToken cancellationToken)
        {
            all.Count(1);
            (ThreadName, OnPool) = (Thread.CurrentThread.Name ?? "", Thread.CurrentThread.IsThreadPoolThread);
            all.OnOpen(cancellationToken);
        }

        public void Read(Picture picture, CancellationToken cancellationToken)
        {
            _script.Take(cancellationToken)(cancellationToken);
            picture.Pixels.Create(36, 64, MatType.CV_8UC3);
            picture.Pixels.SetTo(all.Moves ? CvScalar.All(_read++ % 8 * 30) : CvScalar.All(90));
            picture.SetPixels(PixelLayout.Bgr, 64, 36);
        }

        public void Dispose() => all.Count(-1);
    }
}
