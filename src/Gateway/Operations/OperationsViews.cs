namespace LiveParking.Gateway.Operations;

/// <summary>The views of one kind that somebody looks at, by rights and filter. Used under the lock of <see cref="OperationsFeed"/>.</summary>
internal sealed class OperationsViews<TView>
    where TView : OperationsView
{
    private readonly Dictionary<string, TView> _views = new(StringComparer.Ordinal);

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<TView> All => _views.Values;

    /// <summary>Has a session look at a view.</summary>
    /// <param name="session">The session.</param>
    /// <param name="key">The rights and the filter.</param>
    /// <param name="begin">Makes the view when nobody has looked at it.</param>
    public TView Join(OperationsSession session, string key, Func<TView> begin)
    {
        if (!_views.TryGetValue(key, out var view))
            _views.Add(key, view = begin());
        view.Add(session);
        return view;
    }

    /// <summary>The session looks at none any more; views that nobody looks at are dropped.</summary>
    public void Leave(OperationsSession session)
    {
        foreach (var (key, view) in _views)
        {
            view.Remove(session);
            if (view.IsUnused)
                _views.Remove(key);
        }
    }
}
